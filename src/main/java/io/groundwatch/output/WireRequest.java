package io.groundwatch.output;

import java.util.Map;

/**
 * One request of a part, before it is compressed and signed.
 *
 * @param target path and query, percent-encoded
 * @param headers its own, such as {@code Content-Type}
 * @param body not yet compressed, unless {@code encoded}
 * @param encoded whether the body is as the protocol wants it, and is not compressed
 * @param keptBytes how much of the answer the protocol wants to see
 * @param records that it carries, by their index in the batch, in the order of the body; none where
 *     it prepares for others
 * @param note of the protocol to itself
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record WireRequest(
    String target,
    Map<String, String> headers,
    byte[] body,
    boolean encoded,
    int keptBytes,
    int[] records,
    Object note) {
  /** Keeps its own copy of the headers. */
  public WireRequest {
    headers = Map.copyOf(headers);
  }
}
