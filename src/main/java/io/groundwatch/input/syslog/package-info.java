/**
 * Syslog: lines that other hosts, devices and programs send, in the form of RFC 5424 and the older
 * one that RFC 3164 describes; over TCP framed by RFC 6587, with TLS by RFC 5425.
 */
@NullMarked
package io.groundwatch.input.syslog;

import org.jspecify.annotations.NullMarked;
