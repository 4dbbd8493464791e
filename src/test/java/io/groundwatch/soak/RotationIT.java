package io.groundwatch.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rotation by rename, by copy and truncation, by the real logrotate, by Python's
 * RotatingFileHandler and by Logback, plain and compressed, under a running agent: every line
 * arrives once.
 */
class RotationIT {
  private static final int SECONDS = 15;

  @TempDir Path folder;
  private final long seed = new Random().nextLong();

  @Test
  void everyLineOfEveryWayOfRotationArrivesOnce() throws Exception {
    Soak.Result result =
        new Soak(
                new SoakSettings(
                    folder.toRealPath(), SECONDS, seed, false, false, false, true, 500))
            .run();

    System.out.print("RotationIT: " + result.report());
    assertThat(result.complete()).as(result.report()).isTrue();
    assertThat(result.ledger().twice()).as(result.report()).isZero();
  }
}
