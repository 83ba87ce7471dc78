"""Do the recorded series of trading and of the AI service have the right values?"""

from support.trials import Judge, Trial

ENGINE = 'environment="production",service="rust-core-engine",job="rust-core-engine",instance="a"'
LIVE = f'{ENGINE},mode="live"'
TRADE = f'{LIVE},symbol="BTCUSDT",side="buy",strategy="rsi"'
AI = 'environment="production",service="python-ai-service",job="python-ai-service",instance="a"'


def test_trades_that_all_fail_succeed_at_zero(judge: Judge) -> None:
    """Without a success counter the ratio must be 0: it would vanish exactly when it matters."""
    judge(
        Trial(
            groups=("trading",),
            series={
                f"trades_total{{{TRADE}}}": "0+15x40",
                f'trades_failed_total{{{TRADE},reason="timeout"}}': "0+9x40",
                f'trades_failed_total{{{TRADE},reason="network"}}': "0+6x40",
            },
            expect={
                "mode:trades:rate5m": 1,
                "mode:trades_failed:rate5m": 1,
                "mode:trades_success:rate5m": 0,
                "mode:trade_success_ratio:rate5m": 0,
            },
        )
    )


def test_a_mode_that_does_not_trade_has_no_success_ratio(judge: Judge) -> None:
    """No trade is neither a success nor a failure."""
    judge(
        Trial(
            groups=("trading",),
            series={f"trades_total{{{TRADE}}}": "7x40", f"trades_success_total{{{TRADE}}}": "7x40"},
            expect={"mode:trades:rate5m": 0, "mode:trade_success_ratio:rate5m": None},
        )
    )


def test_a_loss_is_a_share_of_what_the_day_began_with(judge: Judge) -> None:
    """From 1000 to 940 is -6 %; of 940 it would be -6.4 %. A profit stays a profit."""
    for value, result, share in ((940, -60, -0.06), (1060, 60, 0.06)):
        judge(
            Trial(
                groups=("trading",),
                series={
                    f"portfolio_value_usd{{{LIVE}}}": f"{value}x40",
                    f"profit_loss_daily{{{LIVE}}}": f"{result}x40",
                },
                expect={"mode:profit_loss_daily:ratio": share},
            )
        )


def test_long_and_short_add_up(judge: Judge) -> None:
    """6 BTC long and 6 short are 12 at risk."""
    judge(
        Trial(
            groups=("trading",),
            series={
                f'position_size_btc{{{LIVE},symbol="BTCUSDT",side="long"}}': "6x40",
                f'position_size_btc{{{LIVE},symbol="ETHUSDT",side="short"}}': "-6x40",
                f'positions_open{{{LIVE},side="long"}}': "1x40",
                f'positions_open{{{LIVE},side="short"}}': "1x40",
            },
            expect={"mode:position_size_btc:abs_sum": 12, "mode:positions_open:sum": 2},
        )
    )


def test_confidence_is_a_mean_over_a_quarter_of_an_hour(judge: Judge) -> None:
    """Of all predictions, whichever model made more of them; each model has its own too."""
    judge(
        Trial(
            groups=("ai",),
            series={
                f'ai_model_confidence_sum{{{AI},model="lstm"}}': "0+6x80",
                f'ai_model_confidence_count{{{AI},model="lstm"}}': "0+10x80",
                f'ai_model_confidence_sum{{{AI},model="gpt"}}': "0+27x80",
                f'ai_model_confidence_count{{{AI},model="gpt"}}': "0+30x80",
            },
            expect={
                "service:ai_model_confidence:avg15m": 0.825,
                'model:ai_model_confidence:avg15m{model="lstm"}': 0.6,
                'model:ai_model_confidence:avg15m{model="gpt"}': 0.9,
            },
            at="20m",
        )
    )


def test_analyses_and_calls_that_never_failed_have_no_errors(judge: Judge) -> None:
    """A service whose error counters do not exist yet fails 0 %, not "no data"."""
    judge(
        Trial(
            groups=("ai",),
            series={
                f'ai_analysis_total{{{AI},analysis_type="signal",result="success"}}': "0+15x40",
                f'openai_requests_total{{{AI},model="gpt-4o",operation="chat"}}': "0+15x40",
            },
            expect={
                "service:ai_analysis_error_ratio:rate5m": 0,
                "service:openai_errors:rate5m": 0,
                "service:openai_error_ratio:rate5m": 0,
            },
        )
    )


def test_failed_analyses_are_a_share_of_all(judge: Judge) -> None:
    """Cached answers are answers too."""
    judge(
        Trial(
            groups=("ai",),
            series={
                f'ai_analysis_total{{{AI},analysis_type="signal",result="success"}}': "0+9x40",
                f'ai_analysis_total{{{AI},analysis_type="signal",result="cached"}}': "0+3x40",
                f'ai_analysis_total{{{AI},analysis_type="trend",result="error"}}': "0+3x40",
            },
            expect={"service:ai_analysis:rate5m": 1, "service:ai_analysis_error_ratio:rate5m": 0.2},
        )
    )
