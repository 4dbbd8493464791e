package io.groundwatch.input.collectd;

import io.groundwatch.config.CollectdConfig.Security;
import io.groundwatch.input.collectd.Parts.Importance;
import io.groundwatch.input.collectd.Refusals.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets: parts of a type (2 bytes), a length (2 bytes, these four counted) and what they
 * hold, in network byte order. What is cut off, or no part, ends its packet; what came before
 * counts. One thread.
 */
final class PacketReader {
  private static final int HEAD_BYTES = 4;
  private static final int HOST = 0x0000;
  private static final int TIME = 0x0001;
  private static final int PLUGIN = 0x0002;
  private static final int PLUGIN_INSTANCE = 0x0003;
  private static final int TYPE = 0x0004;
  private static final int TYPE_INSTANCE = 0x0005;
  private static final int VALUES = 0x0006;
  private static final int INTERVAL = 0x0007;
  private static final int TIME_HIGH = 0x0008;
  private static final int INTERVAL_HIGH = 0x0009;
  private static final int MESSAGE = 0x0100;
  private static final int SEVERITY = 0x0101;
  private static final int SIGNATURE = 0x0200;
  private static final int ENCRYPTION = 0x0210;

  private static final int VALUE_BYTES = 1 + Long.BYTES;
  private static final int MAX_INTERVAL_SECONDS = 86_400;

  /** High resolution counts in 2^-30 seconds. */
  private static final int HIGH_BITS = 30;

  private static final long HIGH_MASK = (1L << HIGH_BITS) - 1;

  private final Security required;
  private final PacketKeys keys;
  private final Taker taker;
  private final Refusals refusals;
  private final Parts parts = new Parts();

  /** Gets what packets say; on the reader's thread. */
  interface Taker {
    /** A list of values is whole. */
    void values(Parts parts);

    /** So is a notification. */
    void notification(Parts parts, String message);
  }

  PacketReader(Security required, PacketKeys keys, Taker taker, Refusals refusals) {
    this.required = required;
    this.keys = keys;
    this.taker = taker;
    this.refusals = refusals;
  }

  /** Reads a packet in {@code bytes}, from its position to its limit. */
  void read(ByteBuffer bytes) {
    parts.clear();
    read(bytes, Security.NONE);
  }

  private void read(ByteBuffer bytes, Security has) {
    Security safe = has;
    while (bytes.remaining() >= HEAD_BYTES) {
      int type = bytes.getShort() & 0xffff;
      int length = (bytes.getShort() & 0xffff) - HEAD_BYTES;
      if (length < 0 || length > bytes.remaining()) {
        refusals.add(Reason.FORMAT);
        return;
      }
      ByteBuffer part = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      if (type == SIGNATURE) {
        Reason fault = keys.verify(part, bytes.duplicate());
        if (fault != null && !passes(fault)) {
          refusals.add(fault);
          return;
        }
        safe = fault == null && safe == Security.NONE ? Security.SIGN : safe;
      } else if (type == ENCRYPTION) {
        readEncrypted(part, safe);
      } else if (!readPart(type, part, safe)) {
        return;
      }
    }
    if (bytes.hasRemaining()) {
      refusals.add(Reason.FORMAT);
    }
  }

  /** Where nothing is asked of senders, a signature that cannot be checked is none. */
  private boolean passes(Reason fault) {
    return required == Security.NONE && fault == Reason.USER;
  }

  /** One in another would let a packet make the reader recurse: there is no such thing. */
  private void readEncrypted(ByteBuffer part, Security has) {
    if (has == Security.ENCRYPT) {
      refusals.add(Reason.FORMAT);
      return;
    }
    PacketKeys.Opened opened = keys.open(part);
    if (opened.fault() != null) {
      refusals.add(opened.fault());
    } else {
      read(opened.payload(), Security.ENCRYPT);
    }
  }

  /** Reads a part. Returns whether the packet may go on. */
  private boolean readPart(int type, ByteBuffer part, Security has) {
    if (has.compareTo(required) < 0) {
      refusals.add(required == Security.SIGN ? Reason.UNSIGNED : Reason.UNENCRYPTED);
      return false;
    }
    boolean fine =
        switch (type) {
          case TIME, TIME_HIGH, INTERVAL, INTERVAL_HIGH, SEVERITY -> readNumber(type, part);
          case VALUES -> readValues(part);
          case HOST, PLUGIN, PLUGIN_INSTANCE, TYPE, TYPE_INSTANCE, MESSAGE -> readText(type, part);
          default -> true; // of a later version
        };
    if (!fine) {
      refusals.add(Reason.FORMAT);
    }
    return fine;
  }

  private boolean readNumber(int type, ByteBuffer part) {
    if (part.remaining() != Long.BYTES) {
      return false;
    }
    long number = part.getLong();
    switch (type) {
      case TIME -> parts.timeNanos = TimeUnit.SECONDS.toNanos(number);
      case TIME_HIGH -> parts.timeNanos = nanos(number);
      case INTERVAL -> parts.intervalSeconds = seconds(number);
      case INTERVAL_HIGH -> parts.intervalSeconds = seconds(number >>> HIGH_BITS);
      default ->
          parts.importance =
              number == 1 ? Importance.FAILURE : number == 2 ? Importance.WARNING : Importance.OKAY;
    }
    return true;
  }

  private static long nanos(long high) {
    return TimeUnit.SECONDS.toNanos(high >>> HIGH_BITS)
        + (((high & HIGH_MASK) * TimeUnit.SECONDS.toNanos(1)) >>> HIGH_BITS);
  }

  private static int seconds(long sent) {
    return (int) Math.max(1, Math.min(MAX_INTERVAL_SECONDS, sent));
  }

  private boolean readText(int type, ByteBuffer part) {
    String text = text(part);
    if (text == null) {
      return false;
    }
    switch (type) {
      case HOST -> parts.host = text;
      case PLUGIN -> parts.plugin = text;
      case PLUGIN_INSTANCE -> parts.pluginInstance = text;
      case TYPE -> parts.type = text;
      case TYPE_INSTANCE -> parts.typeInstance = text;
      default -> taker.notification(parts, text);
    }
    return true;
  }

  /** Text ends in a zero byte. */
  private static @Nullable String text(ByteBuffer part) {
    int length = part.remaining() - 1;
    if (length < 0 || part.get(length) != 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    part.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean readValues(ByteBuffer part) {
    int count = part.remaining() < Short.BYTES ? 0 : part.getShort() & 0xffff;
    if (count == 0 || part.remaining() != count * VALUE_BYTES) {
      return false;
    }
    parts.values(count);
    ByteBuffer numbers = part.slice(part.position() + count, count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      SourceKind kind = SourceKind.of(part.get() & 0xff);
      if (kind == null) {
        return false;
      }
      parts.value(i, kind, kind.read(numbers));
    }
    taker.values(parts);
    return true;
  }
}
