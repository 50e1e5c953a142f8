"""The journal on a whole terminal screen."""
