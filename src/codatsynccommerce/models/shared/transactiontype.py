"""TransactionType. Generated from api/commerce/transactions.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class TransactionType(OpenEnum):
    """Kind of money movement: `Payout` and `Transfer` send funds to the seller's bank account, `PaymentFee` goes
    to the payment provider and `PaymentFeeRefund` comes back from it, `Unknown` is any other.
    """

    PAYMENT = "Payment"
    REFUND = "Refund"
    PAYOUT = "Payout"
    FAILED_PAYOUT = "FailedPayout"
    TRANSFER = "Transfer"
    PAYMENT_FEE = "PaymentFee"
    PAYMENT_FEE_REFUND = "PaymentFeeRefund"
    UNKNOWN = "Unknown"
