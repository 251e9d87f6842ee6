"""One person who stands twice among the contacts becomes one contact, and can be taken apart to the letter.

A merge keeps in `Merge.undo` what the way back needs:

- `removed`: the fields of the contact that went;
- `before`, `after`: the fields of the contact that was kept, around the merge;
- `moved`: the keys of the records that pointed to the removed contact and point to the kept one now;
- `let_go`: the keys of the records that point to nobody now;
- `dropped`: the fields of records of which only one could stay;
- `made`: the keys of records that came instead of dropped ones.

Records are named by model, fields by column, and values are text as Django's serializers write it.
"""

from .merge import merge, references, suggested, what_moves
from .undo import take_apart

__all__ = ["merge", "references", "suggested", "take_apart", "what_moves"]
