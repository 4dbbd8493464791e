package io.groundwatch.output.cloudwatch;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads {@code rejectedLogEventsInfo} (API reference, {@code RejectedLogEventsInfo}). */
final class RejectedEvents {
  private RejectedEvents() {}

  /**
   * Which records were refused.
   *
   * @param records of the request, in the order of its events
   */
  static List<Refusal> of(JsonTree rejected, int[] records, AnswerWords said) {
    int tooOld = index(rejected, "tooOldLogEventEndIndex", 0, records);
    int expired = index(rejected, "expiredLogEventEndIndex", 0, records);
    int tooNew = index(rejected, "tooNewLogEventStartIndex", records.length, records);
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < records.length; i++) {
      String why = "";
      if (i < tooOld) {
        why = "tooOldLogEventEndIndex: older than 14 days";
      } else if (i < expired) {
        why = "expiredLogEventEndIndex: older than the log group keeps";
      } else if (i >= tooNew) {
        why = "tooNewLogEventStartIndex: more than 2 hours ahead, check the clock of this host";
      }
      if (!why.isEmpty()) {
        refusals.add(new Refusal(records[i], said.text(why)));
      }
    }
    refusals.sort(Comparator.comparingInt(Refusal::index));
    return refusals;
  }

  private static int index(JsonTree rejected, String name, int usual, int[] records) {
    long index = rejected.at(name).number().orElse((long) usual);
    return (int) Math.max(0, Math.min(index, records.length));
  }
}
