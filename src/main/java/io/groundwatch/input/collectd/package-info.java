/**
 * collectd's network protocol: values and notifications of collectd daemons and of what speaks like
 * them. Source: collectd's binary protocol, {@code network.h} and {@code network.c} of collectd 5.
 */
@NullMarked
package io.groundwatch.input.collectd;

import org.jspecify.annotations.NullMarked;
