package io.groundwatch.buffer;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.DeadLetter;
import io.groundwatch.codec.JsonBytes;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.SignalKind;
import io.groundwatch.pipeline.DeadLetters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of the records in one file of dead letters. An id comes from the SHA-256 of the
 * file's name, the part's number and its bytes: where a crash comes between storing a part and
 * removing the file, putting it back again makes the same batch, and a receiver can tell that it
 * has it. Owned by one thread.
 */
final class DeadLetterParts {
  /** A part is closed once it is as large: what is in memory stays small, whatever the file. */
  private static final int PART_BYTES = 1 << 20;

  private final String name;
  private final long createdNanos;
  private final DeadLetters.Store store;
  private final JsonBytes ndjson = new JsonBytes();
  private @Nullable SignalKind kind;
  private int records;
  private int part;
  private boolean refused;

  private DeadLetterParts(String name, long createdNanos, DeadLetters.Store store) {
    this.name = name;
    this.createdNanos = createdNanos;
    this.store = store;
  }

  /**
   * Gives all of {@code file} to {@code store}, or none where some of it is no dead letter.
   *
   * @param name of what was refused
   * @param createdNanos of the batches
   * @return false where the store refused one; nothing is given to it after that
   */
  static boolean putBack(Path file, String name, long createdNanos, DeadLetters.Store store)
      throws IOException {
    DeadLetterReader.read(file, new Check(file));
    DeadLetterParts parts = new DeadLetterParts(name, createdNanos, store);
    DeadLetterReader.read(
        file,
        new DeadLetterReader.Visitor() {
          @Override
          public void letter(DeadLetter letter) throws IOException {
            parts.add(letter);
          }

          @Override
          public void strange(long line, String why) throws IOException {
            throw noLetter(file, line, why);
          }
        });
    parts.close();
    return !parts.refused;
  }

  private void add(DeadLetter letter) throws IOException {
    if (refused) {
      return;
    }
    ndjson.raw(letter.record()).raw("\n");
    kind = letter.kind();
    records++;
    if (ndjson.length() >= PART_BYTES) {
      close();
    }
  }

  private void close() throws IOException {
    SignalKind of = kind;
    if (records == 0 || of == null || refused) {
      return;
    }
    byte[] bytes = ndjson.toByteArray();
    refused = !store.store(new Batch.Encoded(id(bytes), createdNanos, of, records, bytes));
    ndjson.clear();
    records = 0;
    part++;
  }

  private BatchId id(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update((name + '\n' + part + '\n').getBytes(StandardCharsets.UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(bytes));
    return BatchId.ofPutBack(hash.getLong(), hash.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static DamagedBatchException noLetter(Path file, long line, String why) {
    return new DamagedBatchException(
        file + ": line " + line + " is no dead letter (" + why + "); mend it or take it out");
  }

  /** Whether every line can be put back, before the first of them is. */
  private static final class Check implements DeadLetterReader.Visitor {
    private final Path file;
    private @Nullable SignalKind kind;
    private int letters;

    private Check(Path file) {
      this.file = file;
    }

    @Override
    public void letter(DeadLetter letter) throws IOException {
      letters++;
      if (kind != null && kind != letter.kind()) {
        throw noLetter(file, letters, "logs and metrics in one file");
      }
      kind = letter.kind();
    }

    @Override
    public void strange(long line, String why) throws IOException {
      throw noLetter(file, line, why);
    }
  }
}
