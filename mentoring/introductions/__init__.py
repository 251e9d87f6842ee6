"""One introduction on its way: what to mind before asking, the track, who could introduce, the network."""
