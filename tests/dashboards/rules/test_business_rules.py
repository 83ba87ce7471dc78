"""Do the recorded series of the business, which look back a day, have the right values?"""

from support.trials import Judge, Trial

WEB = 'environment="production",service="rust-core-engine",job="rust-core-engine",instance="a"'
LIVE = f'{WEB},mode="live"'
AI = 'environment="production",service="python-ai-service",job="python-ai-service",instance="a"'


def test_a_deposit_is_no_growth(judge: Judge) -> None:
    """From 1000 to 1300 with 250 paid in and 50 taken out is 10 %, not 30 %."""
    judge(
        Trial(
            groups=("trading", "business"),
            series={
                f"portfolio_value_usd{{{LIVE}}}": "1000x143 1300x200",
                f"deposits_usd_total{{{LIVE}}}": "0x143 250x200",
                f"withdrawals_usd_total{{{LIVE}}}": "0x143 50x200",
            },
            expect={"mode:portfolio_growth:ratio24h": 0.1},
            at="24h",
            every="5m",
            evaluate="1h",
        )
    )


def test_growth_needs_no_deposits(judge: Judge) -> None:
    """Where nobody ever paid in, the counters do not exist."""
    judge(
        Trial(
            groups=("trading", "business"),
            series={f"portfolio_value_usd{{{LIVE}}}": "1000x143 900x200"},
            expect={"mode:portfolio_growth:ratio24h": -0.1},
            at="24h",
            every="5m",
            evaluate="1h",
        )
    )


def test_revenue_survives_a_restart(judge: Judge) -> None:
    """The counter begins at 0 again at noon: 100 before and 60 after are 160 of the day."""
    judge(
        Trial(
            groups=("business",),
            series={f'revenue_usd_total{{{WEB},source="subscription"}}': "0x1 100x142 0x1 60x200"},
            expect={'source:revenue_usd:increase24h{source="subscription"}': 160},
            at="24h",
            every="5m",
            evaluate="12h",
        )
    )


def test_accuracy_is_counted_from_evaluated_predictions(judge: Judge) -> None:
    """Three of four were right; a model that was not evaluated has no accuracy."""
    judge(
        Trial(
            groups=("business",),
            series={
                f'ai_predictions_evaluated_total{{{AI},model="lstm",signal="LONG",outcome="correct"}}': "0+3x300",
                f'ai_predictions_evaluated_total{{{AI},model="lstm",signal="SHORT",outcome="incorrect"}}': "0+1x300",
                f'ai_predictions_evaluated_total{{{AI},model="gpt",signal="LONG",outcome="correct"}}': "7x300",
            },
            expect={
                'model:ai_prediction_accuracy:ratio24h{model="lstm"}': 0.75,
                'model:ai_prediction_accuracy:ratio24h{model="gpt"}': None,
            },
            at="24h",
            every="5m",
            evaluate="12h",
        )
    )
