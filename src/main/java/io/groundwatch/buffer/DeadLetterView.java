package io.groundwatch.buffer;

import io.groundwatch.codec.DeadLetter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was refused of one batch, as a person looks at it: from its file alone, which is not
 * touched. A value.
 *
 * @param file that holds it
 * @param batch the id of the batch
 * @param bytes of the file
 * @param modifiedNanos when it was written, in nanoseconds since the epoch
 * @param records how many
 * @param reasons the destination's words, and how many records each was said of; the first {@link
 *     #MAX_REASONS}
 * @param strange lines that are no dead letters, and why; the first {@link #MAX_REASONS}
 */
public record DeadLetterView(
    Path file,
    String batch,
    long bytes,
    long modifiedNanos,
    long records,
    Map<String, Long> reasons,
    List<String> strange) {
  /** So many different reasons are told apart. */
  public static final int MAX_REASONS = 8;

  private static final int READ_BYTES = 64 << 10;

  /** How much there is in a folder. */
  public record Count(long batches, long records, long bytes) {}

  /** Counts what lies in {@code directory}, without a look at what it says. */
  public static Count count(Path directory) throws IOException {
    long batches = 0;
    long records = 0;
    long bytes = 0;
    for (Path file : DeadLetterFiles.in(directory)) {
      Optional<Long> lines = lines(file);
      if (lines.isPresent()) {
        batches++;
        records += lines.get();
        bytes += file.toFile().length();
      }
    }
    return new Count(batches, records, bytes);
  }

  /** The files in {@code directory}, oldest first. */
  public static List<Path> files(Path directory) throws IOException {
    return DeadLetterFiles.in(directory);
  }

  /** Looks into a file; empty where it is gone meanwhile. */
  public static Optional<DeadLetterView> of(Path file) throws IOException {
    Reading reading = new Reading();
    try {
      long bytes = Files.size(file);
      long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      DeadLetterReader.read(file, reading);
      return Optional.of(
          new DeadLetterView(
              file,
              DeadLetterFiles.name(file),
              bytes,
              modified,
              reading.records,
              reading.reasons,
              reading.strange));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** How many lines a file has; empty where it is gone. */
  static Optional<Long> lines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = new byte[READ_BYTES];
      long lines = 0;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        for (int i = 0; i < n; i++) {
          lines += bytes[i] == '\n' ? 1 : 0;
        }
      }
      return Optional.of(lines);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static final class Reading implements DeadLetterReader.Visitor {
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private final List<String> strange = new ArrayList<>();
    private long records;

    @Override
    public void letter(DeadLetter letter) {
      records++;
      if (reasons.containsKey(letter.reason()) || reasons.size() < MAX_REASONS) {
        reasons.merge(letter.reason(), 1L, Long::sum);
      }
    }

    @Override
    public void strange(long line, String why) {
      if (strange.size() < MAX_REASONS) {
        strange.add("line " + line + ": " + why);
      }
    }
  }
}
