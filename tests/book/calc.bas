REM calc.bas - edits and recalculates workbooks in LibreOffice, as a person would.
REM
REM Reads the file CALC_JOBS, one command a line, fields apart by tabs, and writes to
REM CALC_SAYS what it is asked:
REM
REM     open PATH               load, compute everything anew
REM     set NAME VALUE          a number into the (first) cell of the name
REM     text NAME VALUE         a text
REM     cell SHEET A1 TEXT      a text into a cell
REM     number SHEET A1 VALUE   a number into a cell
REM     get LABEL NAME ...      "LABEL<TAB>NAME<TAB>value" of each
REM     undo                    the cells that were set are as they were
REM     save PATH               as .xlsx
REM     close
Option Explicit

Dim doc As Object
Dim touched(20000) As Object
Dim before(20000) As String
Dim n As Long

Sub Main
	Dim line_ As String
	Dim f() As String
	Open Environ("CALC_JOBS") For Input As #1
	Open Environ("CALC_SAYS") For Output As #2
	Do While Not EOF(1)
		Line Input #1, line_
		f = Split(line_, Chr(9))
		Select Case f(0)
		Case "open" : OpenBook(f(1))
		Case "set" : Keep(Cell_(f(1))) : Cell_(f(1)).setValue(Val(f(2)))
		Case "text" : Keep(Cell_(f(1))) : Cell_(f(1)).setString(f(2))
		Case "cell" : Keep(At(f(1), f(2))) : At(f(1), f(2)).setString(f(3))
		Case "number" : Keep(At(f(1), f(2))) : At(f(1), f(2)).setValue(Val(f(3)))
		Case "get" : Tell(f)
		Case "undo" : Undo
		Case "save" : Save(f(1))
		Case "close" : doc.close(True)
		End Select
	Loop
	Print #2, "end"
	Close #1
	Close #2
	StarDesktop.terminate()
End Sub

Function Arg(name As String, value) As Object
	Dim p As New com.sun.star.beans.PropertyValue
	p.Name = name
	p.Value = value
	Arg = p
End Function

Sub OpenBook(path As String)
	doc = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, _
		Array(Arg("Hidden", True)))
	doc.calculateAll()
	n = 0
End Sub

Sub Save(path As String)
	doc.storeToURL(ConvertToURL(path), Array(Arg("FilterName", "Calc MS Excel 2007 XML")))
End Sub

Function Cell_(name As String) As Object
	Cell_ = doc.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
End Function

Sub Keep(c As Object)
	touched(n) = c
	before(n) = c.getFormula()
	n = n + 1
End Sub

Function At(sheet As String, a1 As String) As Object
	At = doc.Sheets.getByName(sheet).getCellRangeByName(a1).getCellByPosition(0, 0)
End Function

Sub Undo
	Dim i As Long
	For i = n - 1 To 0 Step -1
		touched(i).setFormula(before(i))
	Next i
	n = 0
End Sub

Sub Tell(f() As String)
	Dim i As Long
	Dim c As Object
	doc.calculateAll()
	For i = 2 To UBound(f)
		If InStr(f(i), "!") > 0 Then
			c = At(Split(f(i), "!")(0), Split(f(i), "!")(1))
		ElseIf doc.NamedRanges.hasByName(f(i)) Then
			c = Cell_(f(i))
		Else
			c = Nothing
		End If
		If Not IsNull(c) Then
			If c.getError() <> 0 Then
				Print #2, f(1) & Chr(9) & f(i) & Chr(9) & "error " & c.getError()
			ElseIf IsText(c) Then
				Print #2, f(1) & Chr(9) & f(i) & Chr(9) & "'" & c.getString()
			Else
				Print #2, f(1) & Chr(9) & f(i) & Chr(9) & Trim(Str(c.getValue()))
			End If
		Else
			Print #2, f(1) & Chr(9) & f(i) & Chr(9) & "no name"
		End If
	Next i
End Sub

Function IsText(c As Object) As Boolean
	Dim t As Long
	t = c.Type
	If t = com.sun.star.table.CellContentType.FORMULA Then
		IsText = (c.FormulaResultType2 = com.sun.star.sheet.FormulaResult.STRING)
	Else
		IsText = (t = com.sun.star.table.CellContentType.TEXT)
	End If
End Function
