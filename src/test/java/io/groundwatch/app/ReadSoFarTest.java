package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadSoFarTest {
  private static Coverage coverage(long id, FileKey file, String path) {
    return Coverage.of(
        new Position(
            new SourceId(id, id), file, Fingerprint.EMPTY, Fingerprint.EMPTY, path, 0, 1, false));
  }

  @Test
  void neitherInputSeesWhatTheOtherRead() {
    Coverage file = coverage(1, new FileKey(7, 8), "/var/log/journal:x");
    Coverage journal = coverage(2, new FileKey(0, 0), "journal:" + "0".repeat(16));

    ReadSoFar read =
        ReadSoFar.of(Map.of(file.last().source(), file, journal.last().source(), journal));

    assertThat(read.files()).isEqualTo(Map.of(file.last().source(), file));
    assertThat(read.journals()).containsExactly(journal);
  }
}
