"""What a station needs, looked at noun by noun; nothing here changes anything."""
