package io.groundwatch.pipeline;

import io.groundwatch.model.Position;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.io.IOException;
import java.util.List;

/** The lane's third step: remembers what is done with. Owned by the lane's thread. */
final class SettleStep {
  private final LaneCore lane;
  private long settledSequence;

  SettleStep(LaneCore lane) {
    this.lane = lane;
    this.settledSequence = lane.parts().checkpoints().settledSequence();
  }

  /** Notes that {@code positions}, and everything up to {@code sequence}, are done with. */
  void settle(long sequence, List<Position> positions) throws IOException {
    write(sequence, positions);
    settledSequence = sequence;
    lane.queue().settled(sequence);
    lane.ages().settled(sequence);
    lane.voice().recovered("disk", "the disk is well again.");
  }

  /**
   * Notes positions alone: what comes with no record, and what is given up while something before
   * it is under way.
   */
  void note(List<Position> positions) throws IOException {
    if (!positions.isEmpty()) {
      write(settledSequence, positions);
    }
  }

  /** Answers inputs that ask how far their files are settled. */
  void answer() {
    if (lane.settledOffsets().isAsked()) {
      lane.settledOffsets().answer(lane.parts().checkpoints().coverage());
    }
  }

  private void write(long sequence, List<Position> positions) throws IOException {
    lane.parts().checkpoints().settle(sequence, positions);
    lane.settledOffsets().settled(positions, lane.parts().checkpoints().coverage());
    lane.stored().settled(positions, lane.parts().checkpoints().coverage());
  }

  /** Puts the refused records of a delivery into safety; false where there is no room for them. */
  boolean keepRefused(Delivery delivery) throws IOException {
    List<Refusal> refusals = delivery.refusals();
    if (refusals.isEmpty()) {
      return true;
    }
    if (!lane.parts().deadLetters().keep(delivery.batch(), refusals)) {
      return false;
    }
    lane.metrics().deadLetters(refusals.size());
    lane.voice()
        .error(
            refusals.size()
                + " of "
                + delivery.batch().records()
                + " records of batch "
                + delivery.batch().id()
                + " were refused and are set aside as dead letters in "
                + lane.parts().deadLetters().place()
                + "; the destination says: "
                + refusals.get(0).reason());
    delivery.refusalsKept();
    return true;
  }
}
