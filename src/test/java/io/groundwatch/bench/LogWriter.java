package io.groundwatch.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes lines to one or many files, at a rate or flat out, and rotates each by rename. Owned by
 * one thread.
 */
final class LogWriter implements Closeable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path folder;
  private final long rotateBytes;
  private final LogLine line;
  private final FileChannel[] files;
  private final long[] sizes;
  private final long[] numbers;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long lines;
  private long bytes;

  /** Makes the files; each is rotated once it has {@code rotateBytes}. */
  LogWriter(Path folder, int count, long rotateBytes, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.rotateBytes = rotateBytes;
    this.line = new LogLine(seed);
    this.files = new FileChannel[count];
    this.sizes = new long[count];
    this.numbers = new long[count];
    for (int i = 0; i < count; i++) {
      files[i] = open(i);
    }
  }

  /** The pattern that finds the files in {@code folder}, and not what was rotated away. */
  static String pattern(Path folder) {
    return folder.resolve("app*.log").toString();
  }

  /** How many lines have been written. */
  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  /** Writes to the first file until it has so many bytes. */
  void fill(long size) throws IOException {
    while (sizes[0] < size) {
      write(0, BUFFER_BYTES / LogLine.MAX_BYTES);
    }
  }

  /** Writes one line to each file. */
  void one() throws IOException {
    for (int file = 0; file < files.length; file++) {
      write(file, 1);
    }
  }

  /** Writes one line to {@code file}. */
  void oneTo(int file) throws IOException {
    write(file, 1);
  }

  /** How many lines have been written to a file, under whatever name. */
  long numberOf(int file) {
    return numbers[file];
  }

  /** Writes so many lines a second for so long to one file. */
  void writeAtRate(int file, int linesASecond, long seconds) throws IOException {
    long started = System.nanoTime();
    long before = lines;
    for (long now = started;
        now - started < TimeUnit.SECONDS.toNanos(seconds);
        now = System.nanoTime()) {
      write(file, (int) ((long) ((now - started) / 1e9 * linesASecond) - (lines - before)));
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /** Writes so many lines a second for so long, to the files in turn. */
  void writeAtRate(int linesASecond, long seconds) throws IOException {
    long started = System.nanoTime();
    long before = lines;
    int file = 0;
    for (long now = started;
        now - started < TimeUnit.SECONDS.toNanos(seconds);
        now = System.nanoTime()) {
      long due = (long) ((now - started) / 1e9 * linesASecond) - (lines - before);
      long each = Math.max(1, due / files.length);
      for (long left = due; left > 0; left -= each) {
        write(file, (int) Math.min(each, left));
        file = (file + 1) % files.length;
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  private void write(int file, int count) throws IOException {
    long micros = System.currentTimeMillis() * 1000;
    int end = 0;
    for (int i = 0; i < count && end + LogLine.MAX_BYTES <= BUFFER_BYTES; i++) {
      end = line.put(buffer, end, file, numbers[file], micros);
      numbers[file]++;
      lines++;
    }
    ByteBuffer all = ByteBuffer.wrap(buffer, 0, end);
    while (all.hasRemaining()) {
      files[file].write(all);
    }
    bytes += end;
    sizes[file] += end;
    if (sizes[file] >= rotateBytes) {
      rotate(file);
    }
  }

  private void rotate(int file) throws IOException {
    files[file].close();
    Path log = path(file);
    Files.move(log, log.resolveSibling(log.getFileName() + "." + numbers[file]));
    files[file] = open(file);
    sizes[file] = 0;
  }

  private FileChannel open(int file) throws IOException {
    return FileChannel.open(path(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path path(int file) {
    return folder.resolve("app%04d.log".formatted(file));
  }
}
