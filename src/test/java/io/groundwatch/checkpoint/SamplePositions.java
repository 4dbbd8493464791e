package io.groundwatch.checkpoint;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;

/** Positions for tests. */
final class SamplePositions {
  private SamplePositions() {}

  static Position of(long source, long from, long to, boolean finished) {
    return new Position(
        new SourceId(source, source),
        new FileKey(1, source),
        new Fingerprint(10, source),
        new Fingerprint(4, to),
        "/var/log/" + source + ".log",
        from,
        to,
        finished);
  }
}
