"""The indices of 好差评 and of cases (指标): what is counted, and formulas that are data. Pure."""
