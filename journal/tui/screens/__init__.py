"""One screen per mode, and the dialogs they share."""
