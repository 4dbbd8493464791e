package io.groundwatch.app;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The address under which others reach this host: the first of an interface that is up, IPv4 before
 * IPv6. The name service is not asked, since a host's own name often leads to 127.0.1.1.
 */
final class HostAddress {
  /** As upstream, where there is none. */
  static final String UNKNOWN = "UNKNOWN-IP";

  private HostAddress() {}

  /** Asks the system. */
  static String find() {
    try {
      List<InetAddress> addresses = new ArrayList<>();
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        if (network.isUp() && !network.isLoopback()) {
          network.inetAddresses().forEach(addresses::add);
        }
      }
      return best(addresses);
    } catch (SocketException e) {
      // A system that does not tell its interfaces has no address that could be told.
      return UNKNOWN;
    }
  }

  /** The one to name, of those that the interfaces have, in their order. */
  static String best(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .min(Comparator.comparing(address -> address instanceof Inet4Address ? 0 : 1))
        .map(InetAddress::getHostAddress)
        .orElse(UNKNOWN);
  }
}
