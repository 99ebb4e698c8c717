using PolicyOs.Gateway.Approvals;

namespace PolicyOs.Gateway.Tests.Approvals;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("two\nlines\tand\u001b[31m colour", "two lines and [31m colour")]
    [InlineData("a\u200Bb\u202Ec\u2066d\uFEFFe", "abcde")]
    [InlineData("tag\U000E0041\U000E007Fs", "tags")]
    [InlineData("see https://evil.example/x", "see https[:]//evil.example/x")]
    [InlineData("[click](javascript:alert(1))", "[click](javascript[:]alert(1))")]
    public void Line_WhatHidesOrMisleads_IsTakenOut(string text, string expected) => Assert.Equal(expected, PlainText.Line(text));

    [Fact]
    public void Line_LongText_IsCut() => Assert.Equal(new string('x', 10) + "…", PlainText.Line(new string('x', 100), 10));
}
