package io.groundwatch.output.cloudwatch;

import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.output.WireRequest;
import java.util.Map;

/** Makes requests of AWS's JSON protocols: everything is a {@code POST} to the root. */
final class AwsRequests {
  private AwsRequests() {}

  /**
   * A request for one operation.
   *
   * @param version of the protocol, {@code 1.0} or {@code 1.1}
   * @param operation with its service's prefix
   * @param compressible whether the operation takes gzip
   */
  static WireRequest of(
      String version,
      String operation,
      byte[] json,
      boolean compressible,
      int[] records,
      Object note) {
    return new WireRequest(
        "/",
        Map.of("Content-Type", "application/x-amz-json-" + version, "X-Amz-Target", operation),
        json,
        !compressible,
        HttpRequestSpec.USUAL_KEPT_BYTES,
        records,
        note);
  }
}
