"""The output folder and its files, and the files that graphkit ships beside its code."""
