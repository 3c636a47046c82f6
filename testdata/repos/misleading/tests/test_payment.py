from orders.payment import charge


def test_charge():
    assert charge(3).ok
