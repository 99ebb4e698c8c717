using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Schema.Loading;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>One validation: its violations, its path, its limits. One per thread is kept and used again, so that a valid instance allocates nothing.</summary>
internal sealed class Evaluation
{
    /// <summary>The most violations that are listed.</summary>
    public const int MaxViolations = 1000;

    // Schemas whose references multiply can ask for 2^n steps; what an honest one needs grows with the instance.
    private const long BaseSteps = 1_000_000;
    private const int StepsPerByte = 32;
    private const int DepthPerStackCheck = 16;

    private const string TooDeep = "the instance is nested too deep for this schema";

    [ThreadStatic]
    private static Evaluation? spare;

    private readonly List<string> _path = [];
    private readonly List<SchemaViolation> _violations = [];
    private readonly List<SchemaResource> _scope = [];
    private readonly Stack<Marks> _spareMarks = new();
    private EvaluationMode _mode;
    private long _stepsLeft;
    private int _depth;

    /// <summary>Whether sentences and paths are wanted now.</summary>
    public bool Collects => _mode != EvaluationMode.Flag;

    /// <summary>Whether the first failure ends it.</summary>
    public bool StopsAtFirst => _mode != EvaluationMode.All;

    /// <summary>Whether the resources gone through are kept, for dynamic references.</summary>
    public bool TracksScope { get; private set; }

    /// <summary>Why it was broken off; null where it was not.</summary>
    public string? Aborted { get; private set; }

    public IReadOnlyList<SchemaViolation> Violations => _violations;

    /// <summary>The resources gone through, outermost first.</summary>
    public ReadOnlySpan<SchemaResource> Scope => CollectionsMarshal.AsSpan(_scope);

    public static Evaluation Start(EvaluationMode mode, JsonElement instance, bool tracksScope)
    {
        Evaluation run = spare ?? new Evaluation();
        spare = null;
        run._mode = mode;
        run._depth = 0;
        run._stepsLeft = BaseSteps + (StepsPerByte * (long)JsonMarshal.GetRawUtf8Value(instance).Length);
        run.TracksScope = tracksScope;
        run.Aborted = null;
        run._violations.Clear();
        run._path.Clear();
        run._scope.Clear();
        return run;
    }

    /// <summary>Gives the object back for the thread's next validation.</summary>
    public void End() => spare = this;

    /// <summary>Counts one schema entered; false once a limit is reached, and then the whole validation has failed.</summary>
    public bool Enter()
    {
        return --_stepsLeft >= 0 && (++_depth % DepthPerStackCheck != 0 || RuntimeHelpers.TryEnsureSufficientExecutionStack()) || Stop();
    }

    public void Leave() => _depth--;

    public void AbortTooDeep() => Abort(TooDeep);

    /// <summary>Notes a violation.</summary>
    /// <returns>Always false, to be the outcome of the caller.</returns>
    public bool Fail(KeywordAt at, string? sentence)
    {
        if (_mode != EvaluationMode.Flag && _violations.Count < MaxViolations)
        {
            _violations.Add(new SchemaViolation(Path(), at.Path, at.Keyword, sentence ?? ""));
        }

        return false;
    }

    /// <summary>Goes on without collecting, for what may fail without harm; give the answer to <see cref="Resume"/>.</summary>
    public EvaluationMode Suspend()
    {
        EvaluationMode mode = _mode;
        _mode = EvaluationMode.Flag;
        return mode;
    }

    public void Resume(EvaluationMode mode) => _mode = mode;

    public void Push(JsonProperty member)
    {
        if (Collects)
        {
            _path.Add(JsonPointer.Escape(JsonText.NameToText(member)));
        }
    }

    public void Push(int index)
    {
        if (Collects)
        {
            _path.Add(index.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Pop()
    {
        if (Collects)
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    public bool EnterScope(SchemaResource resource)
    {
        if (_scope.Count > 0 && ReferenceEquals(_scope[^1], resource))
        {
            return false;
        }

        _scope.Add(resource);
        return true;
    }

    public void LeaveScope() => _scope.RemoveAt(_scope.Count - 1);

    public Marks RentMarks(int count)
    {
        Marks marks = _spareMarks.TryPop(out Marks? used) ? used : new Marks();
        marks.Reset(count);
        return marks;
    }

    public void Return(Marks marks) => _spareMarks.Push(marks);

    private bool Stop()
    {
        if (Aborted is null)
        {
            Abort(_stepsLeft < 0 ? "the schema needs too many steps for this instance" : TooDeep);
        }

        return false;
    }

    // No steps are left then, which is all that has to be asked on the way out.
    private void Abort(string why)
    {
        _stepsLeft = 0;
        Aborted = why;
        _violations.Clear();
        _violations.Add(new SchemaViolation(Path(), "", "", why));
    }

    private string Path()
    {
        var text = new StringBuilder();
        foreach (string token in _path)
        {
            text.Append('/').Append(token);
        }

        return text.ToString();
    }
}
