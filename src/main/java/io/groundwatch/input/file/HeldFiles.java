package io.groundwatch.input.file;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the deleted files that one file input still reads to the one that takes its place, since
 * their open handles are all that is left of them. Filled by the thread of the input that ends; all
 * else by the thread that replaces it, once that one has ended.
 */
public final class HeldFiles implements Closeable {
  private final List<HeldFile> files = new ArrayList<>();

  void add(HeldFile file) {
    files.add(file);
  }

  /** Hands them over. */
  List<HeldFile> take() {
    List<HeldFile> taken = List.copyOf(files);
    files.clear();
    return taken;
  }

  /** Lets go of those that no input has taken. It can be filled again. */
  @Override
  public void close() {
    take().forEach(HeldFile::close);
  }
}
