package io.groundwatch.model;

/**
 * Which bytes of which file generation a batch holds, and all that is needed to find that place
 * again with no other record: it is stored inside the batch, so storing the batch and remembering
 * where we had read to are one write.
 *
 * @param source the generation
 * @param file device and inode
 * @param head fingerprint of the file's first bytes
 * @param marker fingerprint of the bytes just before {@code to}: tells a file that was rewritten
 *     and grew past {@code to} from one that only grew
 * @param path where the file was last seen
 * @param from offset of the first byte, in bytes
 * @param to offset after the last byte, the end of a complete event; equal to {@code from} where
 *     there is nothing but {@code finished} to say
 * @param finished true when nothing more will be read from the generation, so that its state can go
 */
public record Position(
    SourceId source,
    FileKey file,
    Fingerprint head,
    Fingerprint marker,
    String path,
    long from,
    long to,
    boolean finished) {

  /** Refuses a range that runs backwards. */
  public Position {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "range: [" + from + ", " + to + ") (expected: 0 <= from <= to)");
    }
  }
}
