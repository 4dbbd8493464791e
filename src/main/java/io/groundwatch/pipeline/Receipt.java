package io.groundwatch.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tells an input, which has promised it to a sender, when all of something is on disk in every lane
 * that it went to. It may end up in several batches: each that takes some of it expects the receipt
 * once, and so does the input until it has handed all of it over. Any thread.
 */
public final class Receipt {
  private final AtomicInteger open = new AtomicInteger(1);
  private volatile boolean lost;
  private volatile Consumer<Boolean> done = stored -> {};

  /** One more batch has some of it. */
  void expect() {
    open.incrementAndGet();
  }

  /** A batch that has some of it is on disk. */
  public void stored() {
    if (open.decrementAndGet() == 0) {
      done.accept(!lost);
    }
  }

  /** A batch that has some of it will never be on disk. */
  public void lost() {
    lost = true;
    stored();
  }

  /**
   * All of it was handed over: to be called once, by the input.
   *
   * @param whenDone told once, by whoever is the last: whether all of it is on disk
   */
  public void handedOver(Consumer<Boolean> whenDone) {
    done = whenDone;
    stored();
  }
}
