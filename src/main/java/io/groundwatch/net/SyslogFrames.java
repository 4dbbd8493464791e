package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts a connection into messages (RFC 6587): one that begins with a digit has its length before
 * it, {@code 12 <13>1 …}; any other ends in a line feed. One that is too long is left out, and the
 * connection goes on. The loop's thread.
 */
final class SyslogFrames extends ByteToMessageDecoder {
  private static final int MAX_DIGITS = 7;

  private final int maxBytes;

  /** Of a message that is left out, or whose length is known and that has not come as a whole. */
  private int skip;

  private boolean skipLine;

  SyslogFrames(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (skip > 0) {
      int gone = Math.min(skip, in.readableBytes());
      in.skipBytes(gone);
      skip -= gone;
      return;
    }
    int first = in.getByte(in.readerIndex());
    if (skipLine) {
      skipToLine(in);
    } else if (first >= '1' && first <= '9') {
      counted(in, out);
    } else {
      line(in, out);
    }
  }

  private void counted(ByteBuf in, List<Object> out) {
    int length = 0;
    int at = in.readerIndex();
    int digits = 0;
    while (at < in.writerIndex() && isDigit(in.getByte(at)) && digits <= MAX_DIGITS) {
      length = length * 10 + in.getByte(at) - '0';
      digits++;
      at++;
    }
    if (at == in.writerIndex() && digits <= MAX_DIGITS) {
      return; // the rest of the number has not come
    }
    if (digits > MAX_DIGITS || in.getByte(at) != ' ') {
      line(in, out); // a text that begins with a number
      return;
    }
    int start = at + 1;
    if (start == in.writerIndex()) {
      return; // nor what shows that it is a length
    }
    if (in.getByte(start) != '<') {
      line(in, out);
      return;
    }
    if (length > maxBytes) {
      in.readerIndex(start);
      skip = length;
      throw new TooLongFrameException("a message of " + length + " bytes");
    }
    if (in.writerIndex() - start >= length) {
      in.readerIndex(start);
      out.add(in.readRetainedSlice(length));
    }
  }

  private void line(ByteBuf in, List<Object> out) {
    int feed = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    int length = (feed < 0 ? in.writerIndex() : feed) - in.readerIndex();
    if (length > maxBytes) {
      skipLine = true;
      throw new TooLongFrameException("a line of more than " + maxBytes + " bytes");
    }
    if (feed >= 0) {
      out.add(in.readRetainedSlice(length));
      in.skipBytes(1);
    }
  }

  private void skipToLine(ByteBuf in) {
    int feed = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    if (feed < 0) {
      in.skipBytes(in.readableBytes());
    } else {
      in.readerIndex(feed + 1);
      skipLine = false;
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** What has no end, since its connection ends first, is a message too. */
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    super.decodeLast(context, in, out);
    if (in.isReadable()
        && !skipLine
        && skip == 0
        && in.readableBytes() <= maxBytes
        && !isDigit(in.getByte(in.readerIndex()))) {
      out.add(in.readRetainedSlice(in.readableBytes()));
    }
  }
}
