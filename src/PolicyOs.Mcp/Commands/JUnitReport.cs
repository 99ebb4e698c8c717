using System.Globalization;
using System.Xml.Linq;

namespace PolicyOs.Mcp.Commands;

/// <summary>Golden results as JUnit XML: a suite a bundle, a case a task.</summary>
internal static class JUnitReport
{
    /// <summary>Renders the document.</summary>
    public static string Render(IReadOnlyList<BundleTestReport> reports) => new XDocument(
        new XDeclaration("1.0", "utf-8", null),
        new XElement("testsuites", reports.Select(report => new XElement(
            "testsuite",
            new XAttribute("name", report.Bundle),
            new XAttribute("tests", (report.Results.Length + report.Skipped.Length).ToString(CultureInfo.InvariantCulture)),
            new XAttribute("skipped", report.Skipped.Length.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("failures", report.Results.Count(result => !result.Holds).ToString(CultureInfo.InvariantCulture)),
            report.Results.Select(result => new XElement(
                "testcase",
                new XAttribute("classname", $"{report.Bundle}.{result.Task.Kind}"),
                new XAttribute("name", result.Task.Id),
                result.Mismatches.Select(mismatch => new XElement(
                    "failure",
                    new XAttribute("message", $"step {mismatch.Step}: {mismatch.What} is {mismatch.Actual}, expected {mismatch.Expected}"),
                    $"{mismatch.Place.File}({mismatch.Place.Line},{mismatch.Place.Column}) {mismatch.Message}\n{TestReport.Trace(mismatch)}")))),
            report.Skipped.Select(skipped => new XElement(
                "testcase",
                new XAttribute("classname", $"{report.Bundle}.{skipped.Task.Kind}"),
                new XAttribute("name", skipped.Task.Id),
                new XElement("skipped", new XAttribute("message", skipped.Why)))))))).ToString() + "\n";
}
