"""Pages and sheets that leave the program: a small model of a document, written as .docx, HTML or .xlsx.

It knows layout and no law: what stands in a paper is decided by those who build the document.
"""
