package io.groundwatch.pipeline;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What people ask of the lane, one order after another, a little at a time: producers are not held
 * up. While one is carried out nothing new is sent, so that a batch which is to be given up is at
 * rest. {@link #offer} may be called by any thread; the rest belongs to the lane's.
 */
final class OrderStep {
  /** More than people at one terminal have; one too many is told so. */
  private static final int CAPACITY = 4;

  private final LaneCore lane;
  private final Window window;
  private final DropStep drops;
  private final Queue<Asked> asked = new ArrayBlockingQueue<>(CAPACITY);
  private @Nullable Running running;

  private record Asked(LaneOrder order, Consumer<LaneAnswer> answer) {}

  private record Running(OrderRun run, Consumer<LaneAnswer> answer) {}

  OrderStep(LaneCore lane, Window window, DropStep drops) {
    this.lane = lane;
    this.window = window;
    this.drops = drops;
  }

  /** Takes an order; false where too many wait. */
  boolean offer(LaneOrder order, Consumer<LaneAnswer> answer) {
    return asked.offer(new Asked(order, answer));
  }

  /** Whether an order is being carried out. */
  boolean busy() {
    return running != null;
  }

  /** Carries out a little. Returns how much was done; 0 = nothing, or an outcome is awaited. */
  int work() {
    Running now = running;
    if (now == null) {
      Asked next = asked.poll();
      if (next == null) {
        return 0;
      }
      now = new Running(start(next.order()), next.answer());
      running = now;
    }
    boolean well = false;
    try {
      int done = now.run().work();
      well = true;
      return done;
    } finally {
      // A bug must not leave the lane with an order that never ends.
      if (!well || now.run().isOver()) {
        running = null;
        end(now, well);
      }
    }
  }

  private void end(Running ended, boolean well) {
    LaneAnswer answer = ended.run().answer();
    if (well) {
      lane.voice().info(ended.run().said());
    } else {
      answer =
          new LaneAnswer(answer.batches(), answer.records(), Optional.of("a bug; see the log"));
    }
    ended.answer().accept(answer);
  }

  private OrderRun start(LaneOrder order) {
    return switch (order) {
      case PURGE -> new PurgeRun(lane, window, drops);
      case PURGE_DEAD -> new DeadLetterRun(lane, DeadLetterRun.Deed.REMOVE);
      case RETRY_DEAD -> new DeadLetterRun(lane, DeadLetterRun.Deed.PUT_BACK);
    };
  }
}
