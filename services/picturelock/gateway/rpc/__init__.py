"""The doors of the gateway: for render workers, those who look after the queue, those who pay, and stills."""

from picturelock.gateway.rpc.buying import BudgetRpc, EngineRpc, PurchaseRpc, SecretRpc
from picturelock.gateway.rpc.queueing import QueueRpc, WorkerRpc
from picturelock.gateway.rpc.stills import StillRpc

__all__ = ["BudgetRpc", "EngineRpc", "PurchaseRpc", "QueueRpc", "SecretRpc", "StillRpc", "WorkerRpc"]
