"""The program at a window, without a screen: call keypad, LED sign, evaluation pad, and calling while the server is away."""
