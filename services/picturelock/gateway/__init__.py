"""The gateway: a durable queue of takes, leased by workers, and the engines that make them."""
