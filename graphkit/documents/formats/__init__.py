"""Take the text, and what is said of it, out of formats that hold more than text."""
