package io.groundwatch.codec;

import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the payload of a stored batch by records: record {@code i} is line {@code i} of its NDJSON.
 * Any thread.
 */
public final class Payloads {
  private Payloads() {}

  /**
   * The NDJSON of {@code range}, compressed as {@code target}. All of the records in the stored
   * compression are the stored array itself, not a copy; anything else is decompressed, cut and
   * compressed again, which gives the same bytes every time.
   *
   * @throws DamagedPayloadException where the payload does not hold what the batch says
   */
  public static byte[] slice(StoredBatch batch, RecordRange range, Compression target)
      throws IOException {
    check(batch, range);
    boolean whole = range.size() == batch.records();
    if (whole && target == batch.compression()) {
      return batch.payload();
    }
    byte[] raw = raw(batch);
    if (whole) {
      return Compressor.compress(target, raw, 0, raw.length);
    }
    int from = skipLines(raw, 0, range.from());
    int to = skipLines(raw, from, range.size());
    return Compressor.compress(target, raw, from, to - from);
  }

  /**
   * The records of {@code range} as one JSON array, compressed as {@code target}.
   *
   * @throws DamagedPayloadException where the payload does not hold what the batch says
   */
  public static byte[] array(StoredBatch batch, RecordRange range, Compression target)
      throws IOException {
    JsonBytes array = new JsonBytes().raw("[");
    String separator = "";
    for (byte[] line : lines(batch, range)) {
      array.raw(separator).raw(line);
      separator = ",";
    }
    array.raw("]");
    return Compressor.compress(target, array.array(), 0, array.length());
  }

  /**
   * The records of {@code range}, each without its line end.
   *
   * @throws DamagedPayloadException where the payload does not hold what the batch says
   */
  public static List<byte[]> lines(StoredBatch batch, RecordRange range) throws IOException {
    check(batch, range);
    byte[] raw = raw(batch);
    List<byte[]> lines = new ArrayList<>(range.size());
    int from = skipLines(raw, 0, range.from());
    for (int i = 0; i < range.size(); i++) {
      int to = skipLines(raw, from, 1);
      lines.add(Arrays.copyOfRange(raw, from, raw[to - 1] == '\n' ? to - 1 : to));
      from = to;
    }
    return lines;
  }

  private static void check(StoredBatch batch, RecordRange range) {
    if (range.to() > batch.records()) {
      throw new IllegalArgumentException(
          "range: to " + range.to() + " (expected: <= " + batch.records() + ")");
    }
  }

  private static byte[] raw(StoredBatch batch) throws IOException {
    return Compressor.decompress(batch.compression(), batch.payload(), batch.rawBytes());
  }

  /** The offset after {@code count} more lines; the last line may lack its line end. */
  private static int skipLines(byte[] raw, int from, int count) throws DamagedPayloadException {
    int at = from;
    for (int i = 0; i < count; i++) {
      if (at >= raw.length) {
        throw new DamagedPayloadException("payload: fewer lines than records");
      }
      while (at < raw.length && raw[at] != '\n') {
        at++;
      }
      at = Math.min(at + 1, raw.length);
    }
    return at;
  }
}
