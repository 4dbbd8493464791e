package io.groundwatch.buffer;

import io.groundwatch.codec.Compressor;
import io.groundwatch.codec.DeadLetterCodec;
import io.groundwatch.codec.JsonBytes;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.DeadLetters;
import io.groundwatch.runtime.ChannelBytes;
import io.groundwatch.runtime.StateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records that a destination refused, in a folder: one file a batch, {@code BATCHID.ndjson}, one
 * record a line ({@link DeadLetterCodec}), by rising index.
 *
 * <p>A file is written anew under another name, synced, and then put in place, so it is always
 * whole. Owned by the lane's thread.
 */
public final class DeadLetterFolder implements DeadLetters {
  /** Sixty-four MiB. */
  public static final long DEFAULT_MAX_BYTES = 64L << 20;

  private final Path directory;
  private final long maxBytes;
  private final JsonBytes json = new JsonBytes();
  private long bytes;

  private DeadLetterFolder(Path directory, long maxBytes, long bytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.bytes = bytes;
  }

  /** Opens the folder, which is made if it is missing, for at most {@code maxBytes} of files. */
  public static DeadLetterFolder open(Path directory, long maxBytes) throws IOException {
    StateFiles.createDirectories(directory);
    for (Path file : files(directory)) {
      if (file.toString().endsWith(DeadLetterFiles.TEMPORARY)) {
        Files.delete(file); // cut off while it was written; the batch is still in the queue
      }
    }
    return new DeadLetterFolder(directory, maxBytes, size(directory));
  }

  @Override
  public boolean keep(StoredBatch batch, List<Refusal> refusals) throws IOException {
    StateFiles.createDirectories(directory); // whoever looks through them may take the folder away
    Path file = file(batch.id().toString());
    byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    NavigableMap<Integer, byte[]> letters = DeadLetterLines.byIndex(before);
    if (!addMissing(letters, batch, refusals)) {
      return true;
    }
    long size = letters.values().stream().mapToLong(letter -> letter.length).sum();
    if (bytes - before.length + size > maxBytes) {
      bytes = size(directory); // a person may have emptied it meanwhile
      if (bytes - before.length + size > maxBytes) {
        return false;
      }
    }
    write(file, letters);
    bytes += size - before.length;
    return true;
  }

  @Override
  public List<String> names() throws IOException {
    return DeadLetterFiles.in(directory).stream().map(DeadLetterFiles::name).toList();
  }

  @Override
  public boolean putBack(String name, long createdNanos, Store store) throws IOException {
    return DeadLetterParts.putBack(file(name), name, createdNanos, store);
  }

  @Override
  public long remove(String name) throws IOException {
    Path file = file(name);
    Optional<Long> records = DeadLetterView.lines(file);
    if (records.isEmpty()) {
      return 0; // a person took it away
    }
    long size = Files.size(file);
    Files.delete(file);
    bytes = Math.max(0, bytes - size);
    return records.get();
  }

  @Override
  public String place() {
    return directory.toString();
  }

  /** Bytes of all files. */
  public long bytes() {
    return bytes;
  }

  private Path file(String name) {
    return directory.resolve(name + DeadLetterFiles.SUFFIX);
  }

  private static long size(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : files(directory)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed.toList();
    }
  }

  private boolean addMissing(
      NavigableMap<Integer, byte[]> letters, StoredBatch batch, List<Refusal> refusals)
      throws IOException {
    List<Refusal> missing =
        refusals.stream().filter(refusal -> !letters.containsKey(refusal.index())).toList();
    if (missing.isEmpty()) {
      return false;
    }
    byte[] raw = Compressor.decompress(batch.compression(), batch.payload(), batch.rawBytes());
    List<byte[]> records = DeadLetterLines.split(raw);
    for (Refusal refusal : missing) {
      letters.put(refusal.index(), letter(refusal, records.get(refusal.index())));
    }
    return true;
  }

  private byte[] letter(Refusal refusal, byte[] record) {
    json.clear();
    DeadLetterCodec.write(json, refusal.index(), refusal.reason(), record, 0, record.length - 1);
    return json.toByteArray();
  }

  private void write(Path file, NavigableMap<Integer, byte[]> letters) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + DeadLetterFiles.TEMPORARY);
    try (FileChannel channel =
        StateFiles.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long at = 0;
      for (byte[] letter : letters.values()) {
        ChannelBytes.write(channel, ByteBuffer.wrap(letter), at);
        at += letter.length;
      }
      channel.force(true);
    }
    StateFiles.replace(temporary, file);
  }
}
