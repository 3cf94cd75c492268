"""The Dream Journal: nights, lessons and their review, knowledge, charts."""
