package io.groundwatch.output;

import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.util.List;

/**
 * What a part is sent as.
 *
 * @param requests in the order of sending
 * @param refused records that the destination takes in no way, so that they are not sent
 */
public record PartRequests(List<WireRequest> requests, List<Refusal> refused) {
  /** Keeps its own copies. */
  public PartRequests {
    requests = List.copyOf(requests);
    refused = List.copyOf(refused);
  }
}
