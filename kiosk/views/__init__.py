"""View models: one QObject per noun. They show what a flow says and decide nothing."""
