package io.groundwatch.net;

import java.util.concurrent.atomic.AtomicInteger;

/** The bytes that the bodies of all unanswered requests of a listener share. Any thread. */
final class BodyBudget {
  private final AtomicInteger left;

  BodyBudget(int bytes) {
    this.left = new AtomicInteger(bytes);
  }

  /** Takes so many, if they are left. */
  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(int bytes) {
    left.addAndGet(bytes);
  }
}
