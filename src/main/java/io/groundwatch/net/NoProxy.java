package io.groundwatch.net;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code NO_PROXY}: who is spoken to without a proxy. Separated by commas or blanks:
 *
 * <pre>
 * *                          everybody
 * example.com, .example.com  this host, and those below it
 * 192.0.2.7, 2001:db8::7     this address
 * 10.0.0.0/8, fd00::/8       these addresses
 * example.com:8443, [::1]:80 the same, on this port only
 * </pre>
 *
 * <p>A rule for addresses holds where the URL names an address; nothing is looked up. What makes no
 * sense covers nobody. Immutable, any thread.
 */
public final class NoProxy {
  private final List<Rule> rules;

  private NoProxy(List<Rule> rules) {
    this.rules = rules;
  }

  /** Takes the value of the variable. */
  public static NoProxy of(String value) {
    return new NoProxy(
        Stream.of(value.split("[,\\s]+", -1))
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> !text.isEmpty())
            .map(Rule::of)
            .toList());
  }

  /** Whether a rule names this peer, or it is this host itself, which no proxy could reach. */
  public boolean covers(HttpEndpoint peer) {
    String host = withoutDot(peer.host().toLowerCase(Locale.ROOT));
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    return isLoopback(host, address)
        || rules.stream().anyMatch(rule -> rule.covers(host, address, peer.port()));
  }

  private static boolean isLoopback(String host, byte @Nullable [] address) {
    if (address == null) {
      return host.equals("localhost") || host.endsWith(".localhost");
    }
    return address.length == 4
        ? address[0] == 127
        : Arrays.equals(address, NetUtil.LOCALHOST6.getAddress());
  }

  /**
   * One rule.
   *
   * @param host a name without a dot at either end; empty for everybody
   * @param network the address that stands there in place of a name
   * @param bits how many of its bits count
   * @param port 0 for any
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rule(String host, byte @Nullable [] network, int bits, int port) {
    private static final int NOBODY = -1;

    static Rule of(String text) {
      byte[] bare = NetUtil.createByteArrayFromIpAddressString(text);
      int colon = bare == null ? text.lastIndexOf(':') : -1;
      int slash = text.indexOf('/');
      boolean hasPort = colon > text.lastIndexOf(']') && slash < 0;
      String rest = hasPort ? text.substring(0, colon) : text;
      int port = hasPort ? number(text.substring(colon + 1)) : 0;
      byte[] network =
          NetUtil.createByteArrayFromIpAddressString(slash < 0 ? rest : text.substring(0, slash));
      if (network != null) {
        int all = network.length * Byte.SIZE;
        int bits = slash < 0 ? all : number(text.substring(slash + 1));
        return new Rule(rest, network, bits > all ? NOBODY : bits, port);
      }
      String name = rest.equals("*") ? "" : name(rest);
      boolean sense = rest.equals("*") || !name.isEmpty();
      return new Rule(name, null, 0, sense ? port : NOBODY);
    }

    boolean covers(String peer, byte @Nullable [] address, int peerPort) {
      if (port != 0 && port != peerPort) {
        return false;
      }
      if (network != null) {
        return address != null && contains(network, address);
      }
      return host.isEmpty() || peer.equals(host) || peer.endsWith("." + host);
    }

    private boolean contains(byte[] range, byte[] address) {
      if (bits == NOBODY || address.length != range.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % Byte.SIZE;
        if (((range[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }

    /** A port or a length; what is none matches nothing. */
    private static int number(String digits) {
      return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : NOBODY;
    }

    private static String name(String rest) {
      String bare = rest.startsWith("*") ? rest.substring(1) : rest;
      return withoutDot(bare.startsWith(".") ? bare.substring(1) : bare);
    }
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
