"""What runs inside the sandboxes: these sources are sent in and executed there.

They import the standard library and one another, nothing else, so that they work with the
interpreter of any sandbox. The host imports ``codec`` alone.
"""
