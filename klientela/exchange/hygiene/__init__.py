"""What makes records comparable and trustworthy: normal forms first, then duplicates and quality.

It knows how a phone, a name or a tax number is written in many places and brings it to one form.
It lies below imports and exports, because both compare and clean before they write."""
