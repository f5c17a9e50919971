"""The doors of the gateway: for render workers, for those who look after the queue, and for those who pay."""

from picturelock.gateway.rpc.buying import BudgetRpc, EngineRpc, PurchaseRpc, SecretRpc
from picturelock.gateway.rpc.queueing import QueueRpc, WorkerRpc

__all__ = ["BudgetRpc", "EngineRpc", "PurchaseRpc", "QueueRpc", "SecretRpc", "WorkerRpc"]
