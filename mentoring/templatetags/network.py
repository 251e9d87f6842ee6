"""What the page of the network draws beside its picture."""

from django import template

from ..introductions import network_picture

register = template.Library()


@register.simple_tag
def network_shape(state: str):
    """The shape of a state, as it stands in the picture: `{% network_shape line.state %}`."""
    return network_picture.shape(state)
