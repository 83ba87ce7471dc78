"""What does the Rust core engine expose: trading, risk, Binance, WebSocket, database, users, money?"""

from panels.contract.model import Job, gauge
from panels.contract.rust_core_engine.business import BUSINESS
from panels.contract.rust_core_engine.clients import HTTP, STORES, WEBSOCKET
from panels.contract.rust_core_engine.trading import MARKET, MONEY, POSITIONS, TRADES
from panels.contract.shared import PROCESS

JOB = Job(
    name="rust-core-engine",
    service="rust-core-engine",
    kind="application",
    host="rust-core-engine",
    port=8080,
    description="Trading core: orders, risk, market data, WebSocket, users",
    metrics=(
        *(HTTP + TRADES + MONEY + POSITIONS + MARKET + WEBSOCKET + STORES + BUSINESS + PROCESS),
        gauge("process_threads", "threads", "Threads of the process."),
    ),
)
