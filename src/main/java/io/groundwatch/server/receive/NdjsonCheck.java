package io.groundwatch.server.receive;

import java.io.IOException;

/**
 * Counts the records of NDJSON that comes in pieces, and sees whether each line looks like a JSON
 * object: from a brace to a brace. It does not parse them. Loop thread.
 */
final class NdjsonCheck {
  private int records;
  private long line = 1;
  private byte first;
  private byte last;

  void add(byte[] bytes, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        endLine();
      } else if (b != ' ' && b != '\t' && b != '\r') {
        first = first == 0 ? b : first;
        last = b;
      }
    }
  }

  /** Ends the last line, and returns how many records there were; blank lines are none. */
  int finish() throws IOException {
    endLine();
    return records;
  }

  private void endLine() throws IOException {
    if (first != 0) {
      if (first != '{' || last != '}') {
        throw new IOException("line " + line + " is not a JSON object");
      }
      records++;
    }
    line++;
    first = 0;
    last = 0;
  }
}
