"""Compare claims: which are one claim, which disagree, how a quotation changed, from how many origins a claim is."""
