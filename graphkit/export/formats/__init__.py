"""The formats that a graph can be written in; a module registers what it writes by rows in `FORMATS`."""
