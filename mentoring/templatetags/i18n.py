"""Django's tags for sentences, which this takes the place of, but `{% translate %}` is text where it can be.

An instance of one language looks nothing up for the thirty sentences of a page that are printed as they are written.
"""

from django import template
from django.conf import settings
from django.templatetags import i18n

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Sentence(i18n.TranslateNode):
    """A sentence written out in a template."""

    def render(self, context) -> str:
        """Translated, or as it is written."""
        return super().render(context) if settings.USE_I18N else self.filter_expression.var.literal


@register.tag("translate")
@register.tag("trans")
def translate(parser, token) -> template.Node:
    """`{% translate "Goals" %}`; with a variable, a filter, a context or a name to keep it under, it is Django's."""
    node = i18n.do_translate(parser, token)
    sentence = node.filter_expression
    if node.asvar or node.message_context or sentence.filters or sentence.var.literal is None:
        return node
    return Sentence(sentence, node.noop)
