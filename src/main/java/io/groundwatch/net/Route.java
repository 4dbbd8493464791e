package io.groundwatch.net;

import io.netty.channel.EventLoop;

/** What all connections of one client share. Loop thread. */
record Route(
    EventLoop eventLoop, HttpClientSettings settings, DialPlanner planner, AddressOrder order) {
  static Route of(NetLoop loop, EventLoop eventLoop, HttpClientSettings settings) {
    DialPlanner planner = new DialPlanner(loop, eventLoop, settings);
    return new Route(eventLoop, settings, planner, new AddressOrder());
  }
}
