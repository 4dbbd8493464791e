package io.groundwatch.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receipts that a batcher owes for the batch that it fills. Owned by the input's thread. */
final class Receipts {
  private List<Receipt> owed = List.of();
  private @Nullable Receipt current;
  private boolean noted;

  /** What is appended from here on is of this; null = of nothing that is owed a receipt. */
  void of(@Nullable Receipt receipt) {
    current = receipt;
    noted = false;
  }

  /** Something was appended. */
  void appended() {
    Receipt receipt = current;
    if (receipt != null && !noted) {
      noted = true;
      receipt.expect();
      if (owed.isEmpty()) {
        owed = new ArrayList<>();
      }
      owed.add(receipt);
    }
  }

  /** The batch is closed: these are its receipts. */
  List<Receipt> closed() {
    List<Receipt> all = owed;
    owed = List.of();
    noted = false;
    return all;
  }
}
